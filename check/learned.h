/*
 * Shares and chances that the check room goes by. They were learned from pages
 * that tests/bench/draw_ledgers draws, prints and ages, read by our own reader;
 * what no drawing can teach, how often clerks slip, is said to be an estimate.
 * Private to the check room.
 */
#ifndef TZ_CHECK_LEARNED_H
#define TZ_CHECK_LEARNED_H

/* Where the first candidate is wrong, so often the figure is a further one;
 * otherwise so often one confusion leads to it, */
#define LEARNED_AMONG_READ 0.8
#define LEARNED_EDITED 0.3
#define LEARNED_EDITS 20.0 /* so many figures a digit are one confusion away */

/* ... or so often something before the figure was read with it: what was
 * struck out, a rule. */
#define LEARNED_TAIL 0.3

/* Even the surest figure is another one so often: no score tells of a line
 * that was cut wrongly, or of print that the reader never saw. */
#define LEARNED_UNSEEN 0.002

/* Of what further candidates get, the part that is shared out alike. */
#define LEARNED_SHARED_ALIKE 0.2

/* A clerk's wrong figure is one of about so many; a figure that was misread
 * beyond all candidates and confusions, one of so many. */
#define LEARNED_SPREAD 60.0
#define LEARNED_ANYTHING 300.0
#define LEARNED_SMALL 30.0 /* ... and of a small one, of twice itself and this */

/* Estimates. A computed figure wrong on the paper; one that was only copied;
 * a mean off by its last digit; a rule of thumb that does not hold; a part
 * larger than its whole. */
#define LEARNED_CLERK 0.005
#define LEARNED_CLERK_COPY 0.0005
#define LEARNED_CLERK_ROUNDING 0.03
#define LEARNED_CLERK_SOFT 0.3
#define LEARNED_CLERK_AT_MOST 0.01

/* A total row's law fails as its body rows' laws do together: one slip, seen
 * twice. */
#define LEARNED_CLERK_ECHO 0.3

/* One figure that one hand writes twice is misread alike so often. */
#define LEARNED_TWIN_ALIKE 0.2

/* An estimate: ... and on two sheets, mostly by two hands, so often. */
#define LEARNED_TWIN_FAR 0.005

#endif
