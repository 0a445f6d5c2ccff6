/// A short name for a key in messages, which must not show data: FNV-1a, 64 bits (Fowler, Noll,
/// Vo). It tells keys apart; it does not hide a key that can be guessed.
package enum KeyHash {
  /// The hash in sixteen hexadecimal digits.
  package static func text(_ key: some Sequence<UInt8>) -> String {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in key { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
