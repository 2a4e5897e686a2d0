#include <cblas.h>

// Exported by every threaded OpenBLAS and declared in no header of its own: ends the idle worker threads.
int blas_thread_shutdown_(void);
