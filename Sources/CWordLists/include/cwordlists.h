#ifndef CWORDLISTS_H
#define CWORDLISTS_H
#endif
