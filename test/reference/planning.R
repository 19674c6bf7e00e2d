# Sample sizes from their closed forms; the detectable difference by root finding; the smallest n by counting upwards.

source("write-reference.R")

ni <- function(psi, d, margin, alpha, power) {
  ceiling((qnorm(1 - alpha) + qnorm(power))^2 * (psi - d^2) / (margin + d)^2)
}
connor <- function(psi, d, alpha, power) (qnorm(1 - alpha) * sqrt(psi) + qnorm(power) * sqrt(psi - d^2))^2 / d^2
detectable <- function(n, psi, alpha, power) {
  uniroot(function(d) connor(psi, d, alpha, power) - n, c(1e-9, psi), tol = 1e-15, maxiter = 10000)$root
}
ni_inputs <- list(
  c(0.1, 0, 0.05, 0.025, 0.8), c(0.1, 0, 0.05, 0.025, 0.9), c(0.2, 0, 0.05, 0.025, 0.8), c(0.2, 0, 0.05, 0.025, 0.9),
  c(0.1, 0, 0.02, 0.025, 0.8), c(0.1, 0, 0.02, 0.025, 0.9), c(0.15, -0.01, 0.05, 0.05, 0.95), c(0.3, 0.02, 0.03, 0.01, 0.85)
)
connor_inputs <- list(c(0.2, 0.05, 0.025, 0.8), c(0.1, 0.03, 0.025, 0.8), c(0.4, -0.1, 0.05, 0.9), c(0.05, 0.05, 0.025, 0.95))
detectable_inputs <- list(c(626, 0.2, 0.025, 0.8), c(870, 0.1, 0.025, 0.8), c(100, 0.15, 0.025, 0.9), c(5000, 0.08, 0.005, 0.95), c(60, 0.5, 0.1, 0.5))
first <- function(passes) { n <- 1; while (!passes(n)) n <- n + 1; n }
z2 <- function(alpha) qnorm(1 - alpha)^2
bounds <- list(
  `exact-upper` = function(n, alpha) qbeta(1 - alpha, 1, n),
  `exact-lower` = function(n, alpha) qbeta(alpha, n, 1),
  `wilson-lower` = function(n, alpha) suppressWarnings(prop.test(n, n, conf.level = 1 - 2 * alpha, correct = FALSE))$conf.int[1],
  `wilson-upper` = function(n, alpha) suppressWarnings(prop.test(0, n, conf.level = 1 - 2 * alpha, correct = FALSE))$conf.int[2],
  `tango-lower` = function(n, alpha) -z2(alpha) / (n + z2(alpha)),
  `loss-share-lower` = function(n, alpha) -qbeta(1 - alpha, 1, n)
)
limits <- list(`exact-upper` = c(0.1, 0.05, 0.02, 0.01, 0.001), `exact-lower` = c(0.95, 0.9, 0.99), `wilson-lower` = c(0.95, 0.8, 0.97),
  `wilson-upper` = c(0.05, 0.01, 0.3), `tango-lower` = c(-0.01, -0.02, -0.05), `loss-share-lower` = c(-0.03, -0.05, -0.1))
alphas <- list(`exact-upper` = 0.05, `exact-lower` = 0.05, `wilson-lower` = 0.025, `wilson-upper` = 0.025, `tango-lower` = 0.025, `loss-share-lower` = 0.025)
needed <- do.call(c, lapply(names(bounds), function(kind) lapply(limits[[kind]], function(limit) {
  alpha <- alphas[[kind]]
  n <- first(function(n) if (grepl("upper", kind)) bounds[[kind]](n, alpha) < limit else bounds[[kind]](n, alpha) > limit)
  list(kind = kind, limit = limit, alpha = alpha, n = n, bound = as.numeric(bounds[[kind]](n, alpha)))
})))
events <- lapply(0:5, function(c) {
  list(events = c, limit = 0.01, alpha = 0.05, n = first(function(n) n > c && qbeta(0.95, c + 1, n - c) < 0.01))
})
call <- function(f, inputs) lapply(inputs, function(x) list(args = x, expected = do.call(f, as.list(x))))
write_reference("planning", c(), list(
  nonInferiority = call(ni, ni_inputs),
  superiority = call(function(...) ceiling(connor(...)), connor_inputs),
  detectable = call(detectable, detectable_inputs),
  needed = needed, neededWithEvents = events
))
