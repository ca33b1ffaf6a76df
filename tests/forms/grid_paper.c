#include "grid_paper.h"

#include <math.h>
#include <stdlib.h>

#include <leptonica/allheaders.h>

struct paper paper_new(struct paper_bend bend)
{
    struct paper paper = {pixCreate(PAPER_WIDTH, PAPER_HEIGHT, 8), bend, 7};

    (void)pixSetAll(paper.image);
    return paper;
}

void paper_clear(struct paper *paper)
{
    pixDestroy(&paper->image);
}

static double chance(struct paper *paper)
{
    paper->seed = paper->seed * 1103515245u + 12345u;
    return (double)(paper->seed >> 8 & 0xffff) / 65536.0;
}

struct scan_point paper_place(const struct paper *paper, double x, double y)
{
    double lean = paper->bend.lean;
    double wave = paper->bend.wave * sin(2 * M_PI * x / PAPER_WIDTH);

    return (struct scan_point){x - lean * (y - PAPER_HEIGHT / 2.0),
                               y + lean * (x - PAPER_WIDTH / 2.0) + wave};
}

static void dot(struct paper *paper, double x, double y, int side, int shade)
{
    struct scan_point at = paper_place(paper, x, y);

    for (int dy = -(side / 2); dy <= side / 2; dy++) {
        for (int dx = -(side / 2); dx <= side / 2; dx++)
            (void)pixSetPixel(paper->image, (int)(at.x + dx + 0.5),
                              (int)(at.y + dy + 0.5), (l_uint32)shade);
    }
}

void paper_rule(struct paper *paper, double x0, double y0, double x1, double y1,
                int shade)
{
    double length = fmax(fabs(x1 - x0), fabs(y1 - y0));

    for (double n = 0; n <= length; n += 0.5)
        dot(paper, x0 + (x1 - x0) * n / length, y0 + (y1 - y0) * n / length,
            PAPER_RULE, shade);
}

static void stroke(struct paper *paper, double x0, double y0, double x1,
                   double y1)
{
    double length = fmax(fabs(x1 - x0), fabs(y1 - y0));

    for (double n = 0; n <= length; n += 0.5)
        dot(paper, x0 + (x1 - x0) * n / length, y0 + (y1 - y0) * n / length, 3,
            30);
}

void paper_write(struct paper *paper, double x, double y, int n)
{
    for (int i = 0; i < n; i++, x += 20) {
        for (int s = 0; s < 4; s++) {
            double at[4];
            /* one by one: arguments are worked out in any order */
            for (int k = 0; k < 4; k++)
                at[k] = chance(paper);
            stroke(paper, x + 14 * at[0], y + 18 * at[1], x + 14 * at[2],
                   y + 18 * at[3]);
        }
    }
}

void paper_table(struct paper *paper, const double *x, int n_x, const double *y,
                 int n_y, int shade)
{
    for (int i = 0; i < n_y; i++)
        paper_rule(paper, x[0], y[i], x[n_x - 1], y[i], shade);
    for (int i = 0; i < n_x; i++)
        paper_rule(paper, x[i], y[0], x[i], y[n_y - 1], shade);
}

void paper_break_rules(struct paper *paper, double share)
{
    /* little white boxes all over the paper; a box of 9 takes 9 px of a rule
     * that it meets, so that this many take @share of every rule */
    double side = 9, area = (double)PAPER_WIDTH * PAPER_HEIGHT;
    int n = (int)(-log(1 - share) * area / (side * side));

    for (int i = 0; i < n; i++) {
        int x = (int)(chance(paper) * PAPER_WIDTH);
        int y = (int)(chance(paper) * PAPER_HEIGHT);
        (void)pixRasterop(paper->image, x, y, (int)side, (int)side, PIX_SET,
                          NULL, 0, 0);
    }
}

struct page paper_page(const struct paper *paper)
{
    struct page page = {.dpi = 200};

    page.grey = pixClone(paper->image);
    page.black = pixClone(paper->image);
    page.ink = pixThresholdToBinary(paper->image, 140);
    return page;
}

void paper_page_clear(struct page *page)
{
    pixDestroy(&page->grey);
    pixDestroy(&page->black);
    pixDestroy(&page->ink);
}
