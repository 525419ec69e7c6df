// The headers of cmark-gfm, which reads Markdown: texts with the extensions, note bodies without.
#include <cmark-gfm.h>
#include <cmark-gfm-core-extensions.h>
