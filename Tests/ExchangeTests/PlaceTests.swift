// That the room is there; goes when its first real test comes.

import Testing

@testable import Exchange

@Suite struct PlaceTests {
  @Test func theRoomIsThere() {}
}
