// Searching a long text.

public import Text

extension FileWindows {
  public func find(_ pattern: String, from place: ScalarOffset, _ report: (TextFinds) -> Bool)
    throws(DocumentError)
  {
    _ = report(TextFinds(hits: [], bytes: 0, wholeBytes: wholeBytes, isDone: true))
  }
}
