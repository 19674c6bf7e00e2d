# Paired proportions. Tango: the constrained likelihood is maximised by root finding on its derivative and the limits by
# root finding on the score; no closed form is used. Newcombe and McNemar from the formulas of their papers.

source("write-reference.R")

restricted <- function(b, c, n, delta) {
  slope <- function(q) (if (b > 0) b / (q + delta) else 0) + (if (c > 0) c / q else 0) -
    (if (n - b - c > 0) 2 * (n - b - c) / (1 - 2 * q - delta) else 0)
  lowest <- max(0, -delta); highest <- (1 - delta) / 2
  width <- highest - lowest
  if (slope(lowest + width * 1e-15) <= 0) return(lowest)
  if (slope(highest - width * 1e-15) >= 0) return(highest)
  uniroot(slope, c(lowest + width * 1e-15, highest - width * 1e-15), tol = 1e-300, maxiter = 10000)$root
}
score <- function(b, c, n, delta) {
  q <- restricted(b, c, n, delta)
  variance <- n * (2 * q + delta - delta^2)
  if (b - c - n * delta == 0) return(0)
  (b - c - n * delta) / sqrt(variance)
}
tango <- function(b, c, n, level) {
  z <- qnorm(1 - (1 - level) / 2)
  estimate <- (b - c) / n
  solve <- function(target, from, to) {
    uniroot(function(delta) score(b, c, n, delta) - target, c(from, to), tol = 1e-300, maxiter = 10000)$root
  }
  lower <- if (c == n) -1 else solve(z, -1 + 1e-12, estimate - (1 + estimate) * 1e-13)
  upper <- if (b == n) 1 else solve(-z, estimate + (1 - estimate) * 1e-13, 1 - 1e-12)
  c(lower, upper)
}
wilson <- function(k, n, level) {
  z <- qnorm(1 - (1 - level) / 2); p <- k / n
  (p + z^2 / (2 * n) + c(-1, 1) * z * sqrt(p * (1 - p) / n + z^2 / (4 * n^2))) / (1 + z^2 / n)
}
newcombe <- function(a, b, c, d, level) {
  n <- a + b + c + d
  p1 <- (a + b) / n; p2 <- (a + c) / n
  w1 <- wilson(a + b, n, level); w2 <- wilson(a + c, n, level)
  product <- (a + b) * (c + d) * (a + c) * (b + d)
  numerator <- a * d - b * c
  if (numerator > 0) numerator <- max(numerator - n / 2, 0)
  phi <- if (product == 0) 0 else numerator / sqrt(product)
  below <- sqrt((p1 - w1[1])^2 - 2 * phi * (p1 - w1[1]) * (w2[2] - p2) + (w2[2] - p2)^2)
  above <- sqrt((w1[2] - p1)^2 - 2 * phi * (w1[2] - p1) * (p2 - w2[1]) + (p2 - w2[1])^2)
  c(p1 - p2 - below, p1 - p2 + above)
}
midp <- function(b, c) {
  if (b + c == 0) return(1)
  m <- min(b, c)
  # Equal counts: the exact p is 1, of which half the point probability is taken off (Fagerland et al. 2013).
  if (b == c) return(1 - dbinom(m, b + c, 0.5) / 2)
  2 * (sum(dbinom(seq_len(m) - 1, b + c, 0.5)) + dbinom(m, b + c, 0.5) / 2)
}
exact <- function(b, c) min(1, 2 * sum(dbinom(0:min(b, c), b + c, 0.5)))

# bothRight, onlyNew, onlyOld, bothWrong, level, margin. The first row is the example of Fagerland, Lydersen & Laake 2014.
inputs <- list(
  c(1, 1, 7, 12, 0.95, 0.05), c(40, 5, 9, 6, 0.95, 0.1), c(300, 12, 12, 76, 0.9, 0.02), c(0, 3, 0, 4, 0.95, 0.05), c(0, 0, 6, 4, 0.95, 0.3),
  c(20, 0, 0, 0, 0.95, 0.05), c(0, 0, 0, 9, 0.99, 0.2), c(380, 0, 0, 1, 0.95, 0.01), c(0, 5, 0, 0, 0.95, 0.05), c(0, 0, 5, 0, 0.95, 0.05),
  c(1, 0, 0, 0, 0.95, 0.05), c(0, 1, 0, 0, 0.95, 0.5), c(0, 1, 1, 0, 0.95, 0.05), c(9000, 410, 377, 213, 0.95, 0.01), c(50, 1, 0, 49, 0.99, 0.05),
  c(10, 20, 3, 0, 0.8, 0.15)
)
rows <- lapply(inputs, function(x) {
  a <- x[1]; b <- x[2]; c <- x[3]; d <- x[4]; level <- x[5]; margin <- x[6]; n <- a + b + c + d
  z <- score(b, c, n, -margin)
  list(
    bothRight = a, onlyNew = b, onlyOld = c, bothWrong = d, level = level, margin = margin,
    tango = tango(b, c, n, level), score = z, p = pnorm(z, lower.tail = FALSE),
    newcombe = newcombe(a, b, c, d, level), midP = midp(b, c), exactP = exact(b, c)
  )
})
write_reference("paired", c(), list(rows = rows))
