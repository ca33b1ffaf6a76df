/* How a placement is written into the history. Private to db/. */
#ifndef TZ_DB_PLACEMENT_H
#define TZ_DB_PLACEMENT_H

/* SQL: the words of placement row l; "" when it takes a placement back. */
#define DB_PLACEMENT_WORDS                                                     \
    "CASE l.form WHEN '' THEN '' ELSE printf('%s %.1f,%.1f %.1f,%.1f"          \
    " %.1f,%.1f %.1f,%.1f', l.form, l.x1, l.y1, l.x2, l.y2, l.x3, l.y3, l.x4," \
    " l.y4) END"

#endif
