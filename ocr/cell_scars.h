/* Level gaps through the writing: a rule or a drawn line was taken off the
 * image before it came here (scanners and copiers offer that), and the strokes
 * that crossed it with it. */
#ifndef TZ_OCR_CELL_SCARS_H
#define TZ_OCR_CELL_SCARS_H

struct cell_patch;

/**
 * Bridge the gaps, in ink and grey. A gap is a scar when it is thin, free of
 * ink over the whole width of the field, and two strokes or more end at its
 * upper edge and go on at its lower one.
 *
 * @patch  its ink was found, its upright rules are gone
 */
void cell_scars_bridge(struct cell_patch *patch);

#endif
