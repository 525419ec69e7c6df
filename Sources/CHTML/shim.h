// The one header of gumbo, which parses web pages as browsers do.
#include <gumbo.h>
