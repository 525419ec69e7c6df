// The one header of cmark-gfm, which reads the Markdown of note bodies.
#include <cmark-gfm.h>
