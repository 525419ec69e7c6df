// Base64, in which a terminal takes what goes on the clipboard.

/// The standard encoding, padded, without line breaks.
func base64(_ bytes: some Sequence<UInt8>) -> [UInt8] {
  let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
  var result: [UInt8] = []
  var bits: UInt32 = 0
  var count = 0
  for byte in bytes {
    bits = bits << 8 | UInt32(byte)
    count += 1
    if count == 3 {
      for shift in [18, 12, 6, 0] { result.append(alphabet[Int(bits >> UInt32(shift) & 63)]) }
      bits = 0
      count = 0
    }
  }
  if count > 0 {
    bits <<= UInt32(8 * (3 - count))
    for place in 0..<4 {
      let digit = alphabet[Int(bits >> UInt32(18 - 6 * place) & 63)]
      result.append(place <= count ? digit : UInt8(ascii: "="))
    }
  }
  return result
}
