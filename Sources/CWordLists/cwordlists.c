// Embeds the word lists, so that nothing has to be found, opened or parsed when the program starts.
#include "cwordlists.h"

#pragma clang diagnostic push
// #embed is C23; the compiler takes it in every mode and says so.
#pragma clang diagnostic ignored "-Wc23-extensions"
static const unsigned char english[] = {
#embed "en.txt"
};
#pragma clang diagnostic pop

cw_list cw_english(void) {
  cw_list list = {english, sizeof english};
  return list;
}
