// stub
public import Screen

public enum RoomParts { public static func starts(of text: String, size: Size) -> [Int] { [0] } }
extension PresenterState: ScreenState {
  public static func message(of event: InputEvent) -> PresenterMessage { .input(event) }
}
