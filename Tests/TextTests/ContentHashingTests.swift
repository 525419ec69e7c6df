// A digest taken in parts is that of the whole, wherever the parts are cut.

import Testing
import Text

@Suite struct ContentHashingInParts {
  @Test(arguments: [1, 3, 55, 56, 63, 64, 65, 127, 128, 200]) func isThatOfTheWhole(_ part: Int) {
    let bytes = (0..<1000).map { UInt8(truncatingIfNeeded: $0 * 7) }
    var hashing = ContentHashing()
    for start in stride(from: 0, to: bytes.count, by: part) {
      bytes[start..<min(bytes.count, start + part)].withUnsafeBufferPointer { hashing.add($0) }
    }
    #expect(hashing.finished() == ContentHash(of: bytes))
    // Asking does not end it.
    #expect(hashing.finished() == ContentHash(of: bytes))
  }

  @Test func ofTwoBlocksIsTheOnePublished() {
    // FIPS 180-2, B.2.
    var hashing = ContentHashing()
    let text = Array("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq".utf8)
    text.prefix(20).withUnsafeBufferPointer { hashing.add($0) }
    text.dropFirst(20).withUnsafeBufferPointer { hashing.add($0) }
    #expect(
      hashing.finished().hex
        == "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1")
  }
}
