// Widths, cell units, visible scalars, hashing and folding.

import Testing
import Text

@Suite struct CellUnitsOfText {
  private func units(_ text: String) -> [String] { CellUnits(text).map(\.text) }

  @Test func marksStandOnTheirBase() {
    #expect(units("e\u{301}a") == ["e\u{301}", "a"])
    #expect(CellWidth.of("e\u{301}a") == 2)
  }

  @Test func everySpacingScalarIsAUnit() {
    // A flag, a family and a conjunct lose nothing and never share a cell.
    #expect(units("🇺🇦").count == 2)
    #expect(CellUnits("👨‍👩‍👧").map(\.scalarCount).reduce(0, +) == 5)
    #expect(units("क्ष").joined() == "क्ष")
  }

  @Test func wideScalarsTakeTwo() {
    #expect(CellUnits("漢a").map(\.width) == [2, 1])
    #expect(CellWidth.of("한") == 2)
    #expect(CellWidth.of("Ω") == 1)
  }

  @Test func marksBeyondACellStandOnACircle() {
    let flood = "a" + String(repeating: "\u{301}", count: 10)
    let cut = units(flood)
    #expect(cut.first?.unicodeScalars.count == 1 + CellUnits.marksKept)
    #expect(CellUnits(flood).map(\.scalarCount).reduce(0, +) == 11)
    #expect(cut.dropFirst().allSatisfy { $0.unicodeScalars.first == "\u{25CC}" })
  }

  @Test func softHyphensTakeNoCellAndLoseNoOffset() {
    #expect(units("a\u{AD}b") == ["a", "b"])
    #expect(CellUnits("\u{200B}ab\u{FEFF}").map(\.scalarCount).reduce(0, +) == 4)
  }

  @Test(arguments: [
    ("\u{1B}", "␛"), ("\u{0}", "␀"), ("\u{7F}", "␡"), ("\u{9B}", "<U+009B>"),
    ("\u{202E}", "<U+202E>"), ("\u{2066}", "<U+2066>"), ("\u{E0041}", "<U+E0041>"),
  ])
  func whatActsOnATerminalIsSpelledOut(hidden: String, shown: String) {
    #expect(units(hidden) == [shown])
    #expect(hidden.madeVisible == shown)
  }

  @Test func scalarCountsAddUpForAnyText() {
    var random = SeededGenerator(seed: 7)
    for _ in 0..<2_000 {
      var text = String.UnicodeScalarView()
      for _ in 0..<Int.random(in: 0..<20, using: &random) {
        let pool: [ClosedRange<UInt32>] = [
          0...0x7F, 0x80...0x24F, 0x300...0x36F, 0x590...0x6FF, 0x900...0x97F, 0x2000...0x206F,
          0x4E00...0x4E20, 0x1F1E6...0x1F1FF, 0x1F466...0x1F469, 0xE0000...0xE007F,
        ]
        let range = pool.randomElement(using: &random) ?? 0...0x7F
        if let scalar = Unicode.Scalar(UInt32.random(in: range, using: &random)) {
          text.append(scalar)
        }
      }
      let cut = Array(CellUnits(String(text)))
      #expect(cut.map(\.scalarCount).reduce(0, +) == text.count)
      #expect(cut.allSatisfy { $0.width >= 1 && !$0.text.isEmpty })
      for unit in cut {
        #expect(unit.text.unicodeScalars.allSatisfy { VisibleScalar.replacement(for: $0) == nil })
      }
    }
  }
}

@Suite struct ContentHashes {
  // FIPS 180-4 and NIST example vectors.
  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
  ])
  func agreesWithThePublishedVectors(text: String, hex: String) {
    #expect(ContentHash(of: text).hex == hex)
  }

  @Test func aMillionLettersA() {
    let bytes = [UInt8](repeating: 0x61, count: 1_000_000)
    #expect(
      ContentHash(of: bytes).hex
        == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
  }

  @Test func onlyDigestsAreTaken() {
    #expect(ContentHash(hex: String(repeating: "g", count: 64)) == nil)
    #expect(ContentHash(hex: "ab") == nil)
    #expect(ContentHash(hex: String(repeating: "AB", count: 32))?.hex.first == "a")
  }
}

@Suite struct FoldingOfWords {
  @Test func typographyAndCaseFold() {
    #expect(Folding.fold("Trump’s Çırağan") == Folding.fold("trump's çırağan"))
    #expect(Folding.fold("ОВД‑инфо") == "овд-инфо")
    #expect(Folding.fold("a\u{A0}b\u{AD}c") == "a bc")
  }
}

struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64
  init(seed: UInt64) { state = seed }
  mutating func next() -> UInt64 {
    // SplitMix64.
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
