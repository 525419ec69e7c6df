#include "cwordlists.h"
