// Frames compared with recorded ones, as plain text that a review can read: the text plane, then the
// style plane with a letter per meaning. Test support.

import Foundation
public import Screen
import Text

/// A recorded screen.
public enum GoldenFrame {
  /// How a frame is written down.
  public static func text(of frame: Frame) -> String {
    let cursor = frame.cursor.map { "cursor \($0.column),\($0.row)" } ?? "no cursor"
    let head = "\(frame.size.columns)x\(frame.size.rows) \(cursor)"
    return
      ([head] + frame.textPlane.map { "|" + $0 } + ["styles"] + frame.stylePlane.map { "|" + $0 })
      .joined(separator: "\n") + "\n"
  }

  /// Nil when the frame is as recorded in `folder/name.txt`; else what differs. With
  /// SIDELIGHT_RECORD_GOLDENS set it records instead and says so, so that no recording run passes.
  public static func difference(_ frame: Frame, from name: String, in folder: String) -> String? {
    let path = folder + "/" + name + ".txt"
    let got = text(of: frame)
    if ProcessInfo.processInfo.environment["SIDELIGHT_RECORD_GOLDENS"] != nil {
      try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      do { try got.write(toFile: path, atomically: true, encoding: .utf8) } catch {
        return "cannot record \(path): \(error)"
      }
      return "recorded \(name); run again without SIDELIGHT_RECORD_GOLDENS"
    }
    guard let expected = try? String(contentsOfFile: path, encoding: .utf8) else {
      return "no recording \(path); got:\n\(got)"
    }
    guard expected != got else { return nil }
    let left = expected.split(separator: "\n", omittingEmptySubsequences: false)
    let right = got.split(separator: "\n", omittingEmptySubsequences: false)
    var differing: [String] = []
    for index in 0..<max(left.count, right.count) {
      let (was, now) = (
        index < left.count ? left[index] : "", index < right.count ? right[index] : ""
      )
      if was != now { differing.append("  line \(index):\n  - \(was)\n  + \(now)") }
    }
    return "\(name) differs:\n" + differing.joined(separator: "\n") + "\ngot:\n\(got)"
  }

  /// Whether every row has exactly the frame's columns and no wide unit is halved.
  public static func isSound(_ frame: Frame) -> Bool {
    guard frame.cells.count == frame.size.columns * frame.size.rows else { return false }
    for row in 0..<frame.size.rows {
      var expectsRight = false
      for cell in frame.row(row) {
        if (cell.width == 0) != expectsRight { return false }
        expectsRight = cell.width == 2
        for scalar in cell.text.unicodeScalars where VisibleScalar.replacement(for: scalar) != nil {
          return false
        }
      }
      if expectsRight { return false }
    }
    return true
  }
}
