// Archives (ZIP) through libzip, which is loaded when the first one is opened and not before: with
// the libraries it needs itself it would cost every start of the program a millisecond.
#pragma once
