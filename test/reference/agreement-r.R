# Agreement and association. Cohen's kappa by psych and vcd, ICC by psych (from the analysis of variance), Kendall and
# Spearman by cor.test; Gwet's AC and Fleiss' null variance by their formulas in matrix form; F by pf and qf.

source("write-reference.R")
suppressPackageStartupMessages({ library(psych); library(vcd) })
set.seed(20)

# Cohen: psych for values and both weights, vcd for the standard errors; the null ones by the covariance of the cells.
weight_matrix <- function(k, kind) {
  d <- abs(outer(seq_len(k), seq_len(k), "-")) / (k - 1)
  switch(kind, identity = 1 * (d == 0), linear = 1 - d, quadratic = 1 - d^2)
}
null_se <- function(tab, w) {
  p <- tab / sum(tab); e <- outer(rowSums(p), colSums(p)); pe <- sum(w * e)
  # Gradient of kappa in the cells at independence, against the multinomial covariance.
  g <- (w - outer(as.vector(w %*% colSums(p)), as.vector(t(w) %*% rowSums(p)), "+")) / (1 - pe)
  g <- as.vector(g); q <- as.vector(e)
  sqrt(as.numeric(t(g) %*% (diag(q) - q %o% q) %*% g) / sum(tab))
}
# Central differences of kappa in the cells, a check of the standard errors above.
delta_se <- function(tab, w, p) {
  kappa <- function(p) { p <- p / sum(p); e <- outer(rowSums(p), colSums(p)); (sum(w * p) - sum(w * e)) / (1 - sum(w * e)) }
  g <- sapply(seq_along(p), function(i) { h <- 1e-6; up <- p; up[i] <- up[i] + h; down <- p; down[i] <- down[i] - h; (kappa(up) - kappa(down)) / (2 * h) })
  q <- as.vector(p)
  sqrt(max(0, as.numeric(t(g) %*% (diag(q) - q %o% q) %*% g)) / sum(tab))
}
tables <- list(
  matrix(c(53, 5, 2, 11, 14, 5, 1, 6, 3), 3, byrow = TRUE),
  matrix(c(118, 5, 2, 0), 2, byrow = TRUE),
  matrix(c(20, 7, 0, 1, 3, 30, 9, 0, 0, 4, 11, 8, 2, 0, 5, 40), 4, byrow = TRUE),
  matrix(c(4, 1, 0, 0, 0, 0, 3, 0, 7), 3, byrow = TRUE),
  matrix(c(900, 3, 40, 57), 2, byrow = TRUE),
  matrix(c(0, 6, 5, 0), 2, byrow = TRUE),
  matrix(c(10, 2, 0, 0, 1, 3, 15, 4, 1, 0, 0, 5, 22, 6, 0, 0, 1, 7, 18, 3, 0, 0, 0, 2, 9), 5, byrow = TRUE)
)
cohen <- unlist(lapply(tables, function(tab) lapply(c("identity", "linear", "quadratic"), function(kind) {
  k <- nrow(tab); w <- weight_matrix(k, kind)
  found <- suppressWarnings(suppressMessages(cohen.kappa(tab, w = w)))
  value <- if (kind == "identity") found$kappa else found$weighted.kappa
  by_vcd <- if (kind == "identity") Kappa(as.table(tab))$Unweighted
    else Kappa(as.table(tab), weights = if (kind == "linear") "Equal-Spacing" else "Fleiss-Cohen")$Weighted
  stopifnot(abs(by_vcd[["value"]] - value) < 1e-12)
  # psych's variance is used for the plain kappa alone: that of its weighted one is not Fleiss, Cohen & Everitt's.
  if (kind == "identity") stopifnot(abs(sqrt(found$var.kappa) - by_vcd[["ASE"]]) < 1e-9)
  se <- by_vcd[["ASE"]]
  stopifnot(abs(se - delta_se(tab, w, tab / sum(tab))) < 1e-7)
  z <- qnorm(0.975)
  list(table = as.vector(t(tab)), categories = k, weights = kind, value = value, se = se, nullSe = null_se(tab, w),
       lower = max(-1, value - z * se), upper = min(1, value + z * se), p = 2 * pnorm(-abs(value / null_se(tab, w))))
})), recursive = FALSE)

# Gwet and Fleiss with missing ratings: matrices of counts, units by categories.
gwet <- function(r, w, level) {
  n <- nrow(r); q <- ncol(r); ri <- rowSums(r)
  weighted <- r %*% t(w)
  two <- ri >= 2; n2 <- sum(two)
  sum_q <- rowSums(r * (weighted - 1))
  pa_i <- ifelse(two, sum_q / pmax(1, ri * (ri - 1)), 0)
  pa <- sum(pa_i) / n2
  pi <- colMeans(r / ri)
  pe <- sum(w) * sum(pi * (1 - pi)) / (q * (q - 1))
  value <- (pa - pe) / (1 - pe)
  gamma_i <- (n / n2) * (pa_i - pe * two) / (1 - pe)
  pe_i <- sum(w) / (q * (q - 1)) * as.vector(r %*% (1 - pi)) / ri
  x <- gamma_i - 2 * (1 - value) * (pe_i - pe) / (1 - pe)
  se <- sqrt(sum((x - value)^2) / (n * (n - 1)))
  limits <- value + c(-1, 1) * qt(1 - (1 - level) / 2, n - 1) * se
  c(value, se, limits[1], min(1, limits[2]), pa, pe)
}
fleiss <- function(r, level) {
  n <- nrow(r); ri <- rowSums(r); two <- ri >= 2; n2 <- sum(two)
  pa_i <- ifelse(two, rowSums(r * (r - 1)) / pmax(1, ri * (ri - 1)), 0)
  pa <- sum(pa_i) / n2; pi <- colMeans(r / ri); pe <- sum(pi^2)
  value <- (pa - pe) / (1 - pe)
  kappa_i <- (n / n2) * (pa_i - pe * two) / (1 - pe)
  pe_i <- as.vector(r %*% pi) / ri
  x <- kappa_i - 2 * (1 - value) * (pe_i - pe) / (1 - pe)
  se <- sqrt(sum((x - value)^2) / (n * (n - 1)))
  limits <- value + c(-1, 1) * qt(1 - (1 - level) / 2, n - 1) * se
  m <- ri[1]
  null <- if (all(ri == m)) {
    # Fleiss, Nee & Landis 1979, in the form with sums of p^2 and p^3.
    p2 <- sum(pi^2); p3 <- sum(pi^3)
    sqrt(2 / (n * m * (m - 1)) * ((1 - p2)^2 - (1 - 3 * p2 + 2 * p3))) / (1 - p2)
  } else -1
  c(value, se, limits[1], min(1, limits[2]), pa, pe, null)
}
krippendorff <- rbind(
  c(1, 1, NA, 1), c(2, 2, 3, 2), c(3, 3, 3, 3), c(3, 3, 3, 3), c(2, 2, 2, 2), c(1, 2, 3, 4), c(4, 4, 4, 4), c(1, 1, 2, 1),
  c(2, 2, 2, 2), c(NA, 5, 5, 5), c(NA, NA, 1, 1), c(NA, NA, 3, NA)
)
random_panel <- function(n, m, k, missing) {
  truth <- sample(k, n, replace = TRUE)
  x <- t(sapply(truth, function(t) pmin(k, pmax(1, t + sample(-1:1, m, replace = TRUE, prob = c(1, 5, 1))))))
  x[matrix(runif(n * m), n) < missing] <- NA
  x[rowSums(!is.na(x)) > 0, , drop = FALSE]
}
panels <- list(list(krippendorff, 5), list(random_panel(40, 3, 4, 0), 4), list(random_panel(60, 5, 3, 0.3), 3),
               list(random_panel(25, 6, 6, 0.1), 6), list(cbind(rep(1:2, c(90, 10)), rep(1:2, c(92, 8))), 2))
panel_rows <- lapply(panels, function(panel) {
  x <- panel[[1]]; k <- panel[[2]]
  counts <- t(apply(x, 1, function(row) tabulate(row[!is.na(row)], k)))
  at <- which(!is.na(t(x)), arr.ind = TRUE)
  list(units = I(at[, 2]), categories = I(t(x)[at] - 1), categoryCount = k,
       fleiss = I(fleiss(counts, 0.95)),
       ac1 = I(gwet(counts, weight_matrix(k, "identity"), 0.95)),
       linear = I(gwet(counts, weight_matrix(k, "linear"), 0.9)),
       quadratic = I(gwet(counts, weight_matrix(k, "quadratic"), 0.95)))
})

# ICC: psych from the analysis of variance; the example of Shrout & Fleiss 1979 first.
shrout <- matrix(c(9, 2, 5, 8, 6, 1, 3, 2, 8, 4, 6, 8, 7, 1, 2, 6, 10, 5, 6, 9, 6, 2, 4, 7), 6, byrow = TRUE)
icc_tables <- list(shrout, round(matrix(rnorm(20) + rep(rnorm(10, sd = 2), 2), 10) * 100 + 5000, 3),
                   matrix(rbinom(150, 1, rep(c(0.9, 0.6, 0.2), each = 10)), 30), matrix(rnorm(24), 8))
icc <- lapply(icc_tables, function(x) {
  found <- suppressWarnings(ICC(x, lmer = FALSE, alpha = 0.05))$results
  list(raters = ncol(x), ratings = I(as.vector(t(x))), values = I(found$ICC), lower = I(found[["lower bound"]]),
       upper = I(found[["upper bound"]]), f = I(found$F), p = I(found$p))
})

# Ranks.
pairs_of <- list(
  list(c(1, 2, 3, 4, 5, 6, 7), c(2, 1, 4, 3, 7, 5, 6)),
  list(sample(5, 40, replace = TRUE), sample(4, 40, replace = TRUE)),
  list(rnorm(30), rnorm(30)), list(round(rnorm(80), 1), round(rnorm(80), 1)), list(1:12, c(12, 1:11)), list(c(1, 1, 2, 2, 3), c(1, 2, 2, 3, 3)),
  { x <- rnorm(60); list(x, x + rnorm(60)) }
)
ranks <- lapply(pairs_of, function(xy) {
  x <- xy[[1]]; y <- xy[[2]]; n <- length(x)
  exact <- !anyDuplicated(x) && !anyDuplicated(y) && n <= 50
  k <- suppressWarnings(cor.test(x, y, method = "kendall", exact = exact))
  s <- suppressWarnings(cor.test(x, y, method = "spearman", exact = FALSE))
  tau <- unname(k$estimate); rho <- unname(s$estimate); z <- qnorm(0.975)
  list(x = I(x), y = I(y), tau = tau, tauP = k$p.value, rho = rho, rhoP = s$p.value,
       tauLimits = tanh(atanh(tau) + c(-1, 1) * z * sqrt(0.437 / (n - 4))),
       rhoLimits = tanh(atanh(rho) + c(-1, 1) * z * sqrt((1 + rho^2 / 2) / (n - 3))))
})
concordance <- lapply(list(shrout, matrix(sample(4, 60, replace = TRUE), 12), matrix(rnorm(30), 10)), function(x) {
  # friedman.test's blocks are the raters.
  f <- friedman.test(t(x))
  list(raters = ncol(x), ratings = I(as.vector(t(x))), value = unname(f$statistic) / (ncol(x) * (nrow(x) - 1)),
       chiSquare = unname(f$statistic), p = f$p.value)
})

# Matthews: correlation of the 0/1 vectors; variance of phi in the closed form of Bishop, Fienberg & Holland 1975.
mcc <- lapply(list(c(50, 10, 5, 35), c(1, 2, 3, 4), c(990, 3, 2, 5), c(3, 20, 30, 2), c(10, 0, 3, 7)), function(x) {
  tp <- x[1]; fp <- x[2]; fn <- x[3]; tn <- x[4]; n <- sum(x)
  phi <- cor(rep(c(1, 1, 0, 0), x), rep(c(1, 0, 1, 0), x))
  r <- c(tp + fp, fn + tn) / n; s <- c(tp + fn, fp + tn) / n
  v <- (1 - phi^2 + phi * (1 + phi^2 / 2) * (r[1] - r[2]) * (s[1] - s[2]) / sqrt(prod(r, s)) -
    3 / 4 * phi^2 * ((r[1] - r[2])^2 / prod(r) + (s[1] - s[2])^2 / prod(s))) / n
  list(counts = x, value = phi, se = sqrt(v), limits = tanh(atanh(phi) + c(-1, 1) * qnorm(0.95) * sqrt(v) / (1 - phi^2)))
})

f_points <- list(c(2.5, 3, 17), c(0.01, 5.5, 100), c(40, 2, 9.3), c(1, 1000, 1000), c(6, 0.7, 3), c(1e-5, 9, 4), c(300, 12, 50))
f_levels <- list(c(0.025, 5, 15), c(0.975, 2.3, 8), c(0.5, 40, 40), c(0.01, 0.8, 6), c(1e-8, 4, 30), c(0.05, 2003, 8016))
write_reference("agreement-r", c("psych", "vcd"), list(
  cohen = cohen, panels = panel_rows, icc = icc, ranks = ranks, concordance = concordance, mcc = mcc,
  fPoints = lapply(f_points, function(x) list(args = x, lower = pf(x[1], x[2], x[3]), upper = pf(x[1], x[2], x[3], lower.tail = FALSE))),
  fQuantiles = lapply(f_levels, function(x) list(args = x, lower = qf(x[1], x[2], x[3]), upper = qf(x[1], x[2], x[3], lower.tail = FALSE)))
))
