/* Words of glibc's argp that are printed in our help; only po/make_pot.sh
 * reads this file. */
N_("Usage:")
N_(" [OPTION...]")
