/* Private to scan/: the frames of oval and square seals among the strokes of a
 * page. */
#ifndef TZ_SCAN_SEAL_FRAME_H
#define TZ_SCAN_SEAL_FRAME_H

#include "scan/seal_outline.h"

struct Pix;

/** A page has at most so many such seals that are looked for: a person's may
 * stand at every row. */
enum { SEAL_FRAMES_MOST = 48 };

/**
 * Find ovals and rectangles of a seal's size, 7 to 62 mm across, whose line is
 * drawn well over half of the way round, whatever they are turned by, and that
 * hold more strokes than a box that somebody wrote in. What cannot be seen
 * under other ink counts for neither side, and a third has to be seen. A cell
 * of a table is none: its rules go on beyond its corners.
 *
 * @strokes  1 bpp, ink that may be a seal's and none that is surely print
 * @hidden   1 bpp, where other ink hides what there was
 * @dpi      of the page
 * @frames   room for SEAL_FRAMES_MOST
 *
 * Returns how many there are; -1 when memory runs out.
 */
int seal_frames_find(struct Pix *strokes, struct Pix *hidden, int dpi,
                     struct seal_outline *frames);

#endif
