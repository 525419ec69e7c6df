// What Swift cannot see of the C library. Filled by the rooms that need it.
#ifndef CPLATFORM_H
#define CPLATFORM_H
#endif
