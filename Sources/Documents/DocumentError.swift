// Why a text cannot be opened, in words that finish the sentence "sidelight: FILE: …".

/// A text that cannot be read, and whether the fault is its own or the system's.
public enum DocumentError: Error, Hashable, Sendable {
  /// Missing, undecodable or damaged input (exit code 65).
  case unusable(String)
  /// Permission or read failure (exit code 74).
  case unreadable(String)

  /// The reason alone.
  public var reason: String {
    switch self {
    case .unusable(let reason), .unreadable(let reason): reason
    }
  }
}
