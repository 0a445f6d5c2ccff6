extension ServerFacts.Setting {
  /// The value in bytes; nil if it has another unit, or means no limit.
  var bytes: Int? {
    let units = ["B": 1, "kB": 1 << 10, "8kB": 8 << 10, "MB": 1 << 20]
    return amount(units)
  }

  /// The value in seconds; nil if it has another unit, or is -1 (off).
  var seconds: Double? {
    let milliseconds = ["ms": 1, "s": 1_000, "min": 60_000]
    return amount(milliseconds).map { Double($0) / 1_000 }
  }

  private func amount(_ units: [String: Int]) -> Int? {
    guard let number = Int(value), number >= 0, let unit, let factor = units[unit] else {
      return nil
    }
    let (product, overflows) = number.multipliedReportingOverflow(by: factor)
    return overflows ? .max : product
  }
}
