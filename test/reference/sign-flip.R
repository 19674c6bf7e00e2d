# The exact sign-flip test by writing out every pattern, and its limits by bisection on the p-value.

source("write-reference.R")

p_greater <- function(totals, sizes, delta0) {
  centred <- totals - sizes * delta0
  signs <- as.matrix(expand.grid(rep(list(c(-1, 1)), length(totals))))
  sums <- as.numeric(signs %*% centred)
  mean(sums >= sum(centred) - 1e-12)
}
lower_limit <- function(totals, sizes, alpha) {
  low <- -10; high <- sum(totals) / sum(sizes)
  for (step in 1:60) {
    middle <- (low + high) / 2
    if (p_greater(totals, sizes, middle) > alpha) high <- middle else low <- middle
  }
  high
}
set.seed(7)
inputs <- list(
  list(totals = c(0.5, -0.25, 1, 0.75, 0.125, 0.5), sizes = c(1, 1, 1, 1, 1, 1), alpha = 0.025),
  list(totals = c(0, 0, 0, 1, 1, -1, 2, 0), sizes = c(2, 2, 2, 2, 2, 2, 2, 2), alpha = 0.025),
  list(totals = round(rnorm(10), 3), sizes = c(5, 1, 2, 8, 1, 1, 3, 2, 4, 1), alpha = 0.05),
  list(totals = round(runif(12, -1, 2), 4), sizes = rep(3, 12), alpha = 0.1),
  list(totals = c(-1, -1, -2, -1.5, -0.5, -3, -0.25), sizes = c(1, 1, 2, 2, 1, 4, 1), alpha = 0.025)
)
rows <- lapply(inputs, function(x) {
  deltas <- c(-0.5, -0.05, 0, 0.1, 0.4)
  c(x, list(
    deltas = deltas,
    p = sapply(deltas, function(delta0) p_greater(x$totals, x$sizes, delta0)),
    lower = lower_limit(x$totals, x$sizes, x$alpha),
    upper = -lower_limit(-x$totals, x$sizes, x$alpha)
  ))
})
write_reference("sign-flip", c(), list(rows = rows))
