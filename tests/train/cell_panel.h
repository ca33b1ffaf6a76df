/*
 * Those who can read a cell of figures, side by side: each is given the same
 * cleaned ink, and what each took is measured.
 */
#ifndef TZ_CELL_PANEL_H
#define TZ_CELL_PANEL_H

#include "ocr/digits/digit_reader.h"
#include "ocr/reader.h"

struct text_engine;

enum panel_reader {
    PANEL_ENGLISH, /* Tesseract eng, figures alone allowed */
    PANEL_CHINESE, /* Tesseract chi_sim */
    PANEL_MODEL,   /* the digit model, asked for figures */
    PANEL_ROOM,    /* ocr_read_cells(): as the program combines them */
    PANEL_READERS
};

struct cell_panel {
    struct digit_reader *digits;
    struct ocr_reader *room;
    struct text_engine *engine;
    /* [optional] shown the strip of each cell before the digit model reads */
    void (*saw)(void *user, int cell, const struct digit_strip *strip);
    void *user;
};

/** What was read of one cell, in the normalised form of the cell's type; "-" is
 * any dash. */
struct panel_reading {
    struct digit_answer answer[PANEL_READERS];
    double seconds[PANEL_READERS]; /* CPU, cutting and cleaning included */
};

/**
 * @model  a file of the digit model; NULL: the one built into the program
 *
 * Returns ST_OK; ST_IO, ST_INPUT of the model; ST_LIB; ST_NOMEM. End it with
 * cell_panel_close() in any case.
 */
MUST_CHECK enum status cell_panel_open(const char *model,
                                       struct cell_panel *panel,
                                       struct fault *fault);
void cell_panel_close(struct cell_panel *panel);

/**
 * Let all read the @n cells of one page.
 *
 * @readings  n of them, filled
 *
 * Returns ST_OK; ST_LIB; ST_NOMEM.
 */
MUST_CHECK enum status cell_panel_read(struct cell_panel *panel,
                                       const struct page *page,
                                       const struct ocr_cell *cells, int n,
                                       struct panel_reading *readings,
                                       struct fault *fault);

#endif
