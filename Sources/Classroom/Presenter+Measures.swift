// How far the class's marks agree with the lesson's answers and among each other, in words for the
// teacher.

import Teaching

extension PresenterState {
  /// A line a label; says so where there is not enough to measure.
  func measures(of round: Round) -> String {
    guard session.pupils.contains(where: { $0.marks.contains { $0.round == round } }) else {
      return "not enough data: they need pupils' files"
    }
    let measures = Measures(session, round: round, lesson: lesson, document: document)
    let lines = measures.all.map { measure in
      let f1 = measure.f1.map { "F1 \(Self.decimal($0))" } ?? "F1 not enough data"
      let alpha = measure.alpha.map { "α \(Self.decimal($0))" } ?? "α not enough data"
      return "\(measure.label ?? "All labels"): \(f1) against the answers, \(alpha) among pupils"
    }
    return lines.joined(separator: "\n")
  }

  /// Two decimals; alpha may lie below zero.
  private static func decimal(_ value: Double) -> String {
    let hundredths = Int((abs(value) * 100).rounded())
    let digits = hundredths % 100
    let sign = value < 0 && hundredths > 0 ? "−" : ""
    return "\(sign)\(hundredths / 100).\(digits < 10 ? "0" : "")\(digits)"
  }
}
