/* The keys, a line each, made of the list that the handlers use. */
#include <stdio.h>

#include "review/session.h"
#include "review/words.h"

static const char *const ALSO[] = {
    N_("Choice 1 is what the program takes the cell for; behind each choice "
       "stands how likely it is, \"sums\" where a sum would come out with it, "
       "\"others\" where other sheets have it in this place."),
    N_("Everything you decide is stored before the next cell is shown. The "
       "history keeps who said what and when; nothing is ever overwritten."),
    N_("Of a word that is being typed Tab takes the rest that is shown; for a "
       "group a figure alone will do."),
    N_("Figures typed with a Chinese input method are understood as they are."),
};

void help_draw(struct review_session *session, struct canvas *canvas)
{
    int row = 2;

    session_title(session, canvas, _("Keys"));
    for (size_t i = 0; i < REVIEW_N_KEYS && row < canvas->rows - 1; i++) {
        (void)canvas_write(canvas, row, 2, 8, LOOK_KEY | LOOK_BOLD,
                           REVIEW_KEYS[i].shown);
        (void)canvas_write(canvas, row++, 9, canvas->columns - 10, LOOK_PLAIN,
                           _(REVIEW_KEYS[i].about));
    }
    row++;
    for (size_t i = 0; i < sizeof ALSO / sizeof *ALSO; i++)
        if (row < canvas->rows - 1)
            row +=
                canvas_wrap(canvas,
                            (struct canvas_area){row, 2, canvas->rows - 1 - row,
                                                 canvas->columns - 4},
                            LOOK_DIM, _(ALSO[i]));
    (void)canvas_write(canvas, canvas->rows - 1, 1, canvas->columns - 2,
                       LOOK_DIM, _("any key: back to the cell"));
}

enum status help_press(struct review_session *session, uint32_t key,
                       struct fault *fault)
{
    (void)key;
    (void)fault;
    session->view = session->asking ? VIEW_QUESTION : VIEW_DONE;
    return ST_OK;
}
