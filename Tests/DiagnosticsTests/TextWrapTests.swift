import Diagnostics
import Testing

@Suite struct TextWrapTests {
  @Test func nothingIsWrappedWithoutATerminal() {
    let text = String(repeating: "word ", count: 100)
    #expect(TextWrap(width: nil).lines(text, hanging: 4) == [text])
  }

  @Test func linesBreakAtSpacesAndHang() {
    let lines = TextWrap(width: 40).lines(
      "    id  a sentence that is longer than the forty columns of a line", hanging: 8)
    #expect(
      lines == [
        "    id  a sentence that is longer than", "        the forty columns of a line",
      ])
    #expect(TextWrap(width: 10).lines("a b", hanging: 0) == ["a b"])
  }

  @Test func longWordsStayWhole() {
    let word = String(repeating: "x", count: 50)
    #expect(TextWrap(width: 40).lines("a \(word) b", hanging: 2) == ["a", "  \(word)", "  b"])
    #expect(TextWrap(width: 40).lines("  \(word)", hanging: 4) == ["  \(word)"])
  }

  @Test func coloursTakeNoColumns() {
    let style = Style(isColored: true)
    let text = style.bold("twenty characters xx") + " " + style.dim("and nineteen others")
    #expect(TextWrap(width: 40).lines(text, hanging: 4) == [text])
  }
}
