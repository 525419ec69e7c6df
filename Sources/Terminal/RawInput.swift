// One step of input as the terminal library hands it over, in Swift's words.

import CTerminal
import Screen

/// A byte, or something that the library has recognised.
enum RawInput: Hashable {
  case byte(UInt8)
  case key(Key)
  case pasteBegin, pasteEnd
  /// What the mouse did follows as bytes.
  case mouseBegin(MouseReport.Form)
  /// Something that means nothing to the reader, or that is learnt elsewhere, as a new size is.
  case other

  /// Nil when there is no more.
  init?(_ event: ct_event) {
    switch ct_kind(UInt32(event.kind)) {
    case CT_NOTHING: return nil
    case CT_BYTE: self = .byte(UInt8(truncatingIfNeeded: event.value))
    case CT_KEY: self = Self.key(of: event).map { .key($0) } ?? .other
    case CT_PASTE_BEGIN: self = .pasteBegin
    case CT_PASTE_END: self = .pasteEnd
    case CT_MOUSE_BEGIN: self = .mouseBegin(.numbers)
    case CT_OLD_MOUSE_BEGIN: self = .mouseBegin(.threeBytes)
    default: self = .other
    }
  }

  private static func key(of event: ct_event) -> Key? {
    guard let code = code(of: event.value) else { return nil }
    func has(_ modifier: ct_modifier) -> Bool {
      event.modifiers & Int32(modifier.rawValue) != 0
    }
    return Key(code, control: has(CT_CONTROL), alt: has(CT_ALT), shift: has(CT_SHIFT))
  }

  private static func code(of number: Int32) -> Key.Code? {
    guard number < Int32(CT_KEY_F0.rawValue) else {
      return .function(Int(number) - Int(CT_KEY_F0.rawValue))
    }
    return switch ct_key(UInt32(number)) {
    case CT_KEY_UP: .up
    case CT_KEY_DOWN: .down
    case CT_KEY_LEFT: .left
    case CT_KEY_RIGHT: .right
    case CT_KEY_HOME: .home
    case CT_KEY_END: .end
    case CT_KEY_PAGE_UP: .pageUp
    case CT_KEY_PAGE_DOWN: .pageDown
    case CT_KEY_INSERT: .insert
    case CT_KEY_DELETE: .delete
    case CT_KEY_ENTER: .enter
    case CT_KEY_BACKSPACE: .backspace
    case CT_KEY_TAB: .tab
    default: nil
    }
  }
}
