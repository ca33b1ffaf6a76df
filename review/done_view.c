/* Nothing is left, or only what was put off. */
#include <stdio.h>

#include "review/session.h"
#include "review/words.h"

void done_draw(struct review_session *session, struct canvas *canvas)
{
    const struct review_summary *summary = &session->summary;
    char words[200];
    int row = canvas->rows / 3;

    session_title(session, canvas, _("Nothing more to ask"));
    snprintf(words, sizeof words,
             _("%d right as they stood, %d put right, %d keyed blind, %d taken "
               "back"),
             summary->confirmed, summary->corrected, summary->keyed,
             summary->undone);
    (void)canvas_write(canvas, row++, 2, canvas->columns - 4, LOOK_BOLD, words);
    if (summary->alike > 0) {
        snprintf(words, sizeof words,
                 ngettext("%d more settled with one that looks the same",
                          "%d more settled with those that look the same",
                          (unsigned long)summary->alike),
                 summary->alike);
        (void)canvas_write(canvas, row++, 2, canvas->columns - 4, LOOK_BOLD,
                           words);
    }
    if (summary->later > 0)
        snprintf(words, sizeof words, _("%d were put off: * asks them again"),
                 summary->later);
    else if (summary->left > 0)
        snprintf(words, sizeof words,
                 _("%zu are on other screens: * looks again"), summary->left);
    else
        snprintf(words, sizeof words, "%s",
                 _("Every cell of this choice is settled."));
    (void)canvas_write(canvas, row + 1, 2, canvas->columns - 4, LOOK_PLAIN,
                       words);
    (void)canvas_write(canvas, row + 3, 2, canvas->columns - 4, LOOK_DIM,
                       _("* again   / undo   o order   ? help   q end"));
    (void)canvas_write(canvas, canvas->rows - 1, 1, canvas->columns - 2,
                       session->message_warns ? LOOK_WARN : LOOK_GOOD,
                       session->message);
}

enum status done_press(struct review_session *session, uint32_t key,
                       struct fault *fault)
{
    switch (review_action_of(key)) {
    case ACT_SKIP:
        for (size_t i = 0; i < session->list.n; i++)
            session->list.items[i].later = false;
        return session_reload(session, fault);
    case ACT_UNDO:
        return session_undo(session, fault);
    case ACT_ORDER:
        session->view = VIEW_ORDER;
        return ST_OK;
    case ACT_HELP:
        session->view = VIEW_HELP;
        return ST_OK;
    case ACT_QUIT:
        session->over = true;
        return ST_OK;
    default:
        session->over = key == KEY_CODE_ESCAPE;
        return ST_OK;
    }
}
