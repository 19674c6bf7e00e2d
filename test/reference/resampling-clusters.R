# Clustered estimates. Weighted means and CR1 from clubSandwich; a ratio of sums as the weighted mean of the cases' ratios
# (weights = denominators), whose CR1 is the clustered linearisation; a difference of two as a contrast of one fit;
# nested components from the sums of squares of anova() with expectations by traces of the projections; shrinkage from
# metafor; the stratified proportion from prop.test; sign-flips by writing every pattern out.

source("write-reference.R")
suppressMessages({ library(clubSandwich); library(metafor) })
set.seed(20260116)

ids <- function(sizes) rep(sample(seq_along(sizes)) * 3 - 11, sizes)
satterthwaite <- function(fit, cluster, level) {
  cr2 <- vcovCR(fit, cluster = cluster, type = "CR2")
  found <- coef_test(fit, vcov = cr2, test = "Satterthwaite")
  se <- sqrt(as.numeric(cr2)); df <- found$df_Satt[1]; mean <- as.numeric(coef(fit))
  half <- qt(1 - (1 - level) / 2, df) * se
  other <- function(type) sqrt(as.numeric(vcovCR(fit, cluster = cluster, type = type)))
  list(value = mean, se = se, df = df, lower = mean - half, upper = mean + half, cr0Se = other("CR0"), cr1Se = other("CR1"))
}
weighted <- function(sizes, weigh, value, level) {
  clusters <- ids(sizes); n <- length(clusters)
  w <- weigh(n); y <- value(n) + rnorm(length(unique(clusters)), sd = 0.3)[match(clusters, unique(clusters))]
  keep <- w > 0
  data <- data.frame(y = y[keep], w = w[keep], g = factor(clusters[keep]))
  list(values = y, weights = w, clusters = clusters, level = level) |> c(satterthwaite(lm(y ~ 1, data, weights = w), data$g, level))
}
normal <- function(n) round(rnorm(n), 4)
binary <- function(n) as.numeric(runif(n) < 0.7)
weightedRows <- list(
  weighted(c(3, 5, 1, 2, 8, 4), function(n) round(runif(n, 0.1, 3), 3), normal, 0.95),
  weighted(rep(1, 15), function(n) sample(1:9, n, TRUE), normal, 0.9),
  weighted(c(12, 1, 1, 2, 1, 3, 2), function(n) sample(c(0, 0, 1, 2, 5), n, TRUE), binary, 0.95),
  weighted(rep(4, 10), function(n) rep(2.5, n), normal, 0.99),
  weighted(c(20, 2, 2, 2), function(n) c(rep(50, n - 5), rep(0.5, 5)), normal, 0.95)
)
equal <- ids(c(2, 5, 1, 7, 3))
weightedRows[[6]] <- local({
  y <- normal(length(equal))
  list(values = y, weights = rep(1, length(y)), clusters = equal, level = 0.95) |> c(satterthwaite(lm(y ~ 1, weights = rep(1, length(y))), factor(equal), 0.95))
})

counts <- function(n, p) { den <- rpois(n, 3) ; list(num = rbinom(n, den, p), den = den) }
# Clusters without a numerator or denominator drop out of the fit, as they do not bear on the ratio.
ratioFit <- function(a, clusters) {
  keep <- a$den > 0
  fit <- lm(y ~ 1, data.frame(y = a$num[keep] / a$den[keep], w = a$den[keep]), weights = w)
  list(value = as.numeric(coef(fit)), se = sqrt(as.numeric(vcovCR(fit, factor(clusters[keep]), "CR1"))), g = length(unique(clusters[keep])))
}
ratio <- function(sizes, level, p = 0.7) {
  clusters <- sample(ids(sizes)); a <- counts(length(clusters), p)
  if (all(sizes == 1)) a$den[1] <- a$num[1] <- 0
  f <- ratioFit(a, clusters); half <- qt(1 - (1 - level) / 2, f$g - 1) * f$se
  list(numerators = a$num, denominators = a$den, clusters = clusters, level = level, value = f$value, se = f$se,
       df = f$g - 1, lower = f$value - half, upper = f$value + half)
}
ratioRows <- list(ratio(c(2, 4, 1, 3, 6, 2), 0.95), ratio(rep(1, 30), 0.9), ratio(c(1, 1, 15, 2, 2, 3, 1), 0.99, 0.95))
difference <- function(sizes, level) {
  clusters <- ids(sizes); n <- length(clusters)
  new <- counts(n, 0.8); old <- counts(n, 0.7)
  long <- data.frame(num = c(new$num, old$num), den = c(new$den, old$den), arm = factor(rep(c("new", "old"), each = n), c("old", "new")), g = rep(clusters, 2))
  long <- long[long$den > 0, ]
  fit <- lm(y ~ arm, transform(long, y = num / den), weights = den)
  se <- sqrt(vcovCR(fit, factor(long$g), "CR1")["armnew", "armnew"]); df <- length(unique(long$g)) - 1
  value <- unname(coef(fit)["armnew"]); half <- qt(1 - (1 - level) / 2, df) * se
  list(newNumerators = new$num, newDenominators = new$den, oldNumerators = old$num, oldDenominators = old$den, clusters = clusters,
       level = level, value = value, se = se, df = df, lower = value - half, upper = value + half)
}
differenceRows <- list(difference(c(2, 4, 1, 3, 6, 2), 0.95), difference(rep(1, 25), 0.9), difference(c(1, 12, 2, 2, 3, 1, 5), 0.95))

trace <- function(m) sum(diag(m))
nested <- function(k, j, sds) {
  cases <- samples <- c()
  for (i in seq_along(k)) for (s in seq_len(k[i])) { times <- j(); cases <- c(cases, rep(i, times)); samples <- c(samples, rep(s, times)) }
  pair <- factor(paste(cases, samples)); case <- factor(cases)
  y <- round(rnorm(length(k), sd = sds[1])[cases] + rnorm(nlevels(pair), sd = sds[2])[as.integer(pair)] + rnorm(length(cases), sd = sds[3]), 4)
  table <- anova(lm(y ~ case + pair))
  ss <- table[["Sum Sq"]]; df <- table[["Df"]]
  # Expectation of y'Qy is the trace of Q times each component's Z Z'.
  projection <- function(f) { z <- model.matrix(~ 0 + f); z %*% solve(crossprod(z)) %*% t(z) }
  one <- matrix(1 / length(y), length(y), length(y))
  qCase <- projection(case) - one; qSample <- projection(pair) - projection(case)
  zc <- tcrossprod(model.matrix(~ 0 + case)); zs <- tcrossprod(model.matrix(~ 0 + pair))
  judgement <- ss[3] / df[3]
  sample <- (ss[2] - df[2] * judgement) / trace(qSample %*% zs)
  caseV <- (ss[1] - df[1] * judgement - trace(qCase %*% zs) * sample) / trace(qCase %*% zc)
  list(values = y, cases = cases, samples = samples, case = caseV, sample = sample, judgement = judgement,
       predicted = sqrt((max(0, caseV) + max(0, sample) / 5 + judgement / 10) / 80))
}
nestedRows <- list(
  nested(rep(3, 8), function() 2, c(1, 0.6, 0.4)), nested(c(1, 4, 2, 3, 3, 5), function() sample(1:4, 1), c(0.8, 0.5, 0.5)),
  nested(c(2, 2, 3, 1, 2), function() sample(1:3, 1), c(0, 0, 1)), nested(rep(5, 12), function() sample(1:2, 1), c(2, 0.1, 1))
)

shrink <- function(y, se, level) {
  fit <- rma(y, sei = se, method = "DL", level = 100 * level); b <- blup(fit)
  list(estimates = y, ses = se, level = level, pooled = as.numeric(fit$beta), pooledSe = fit$se, pooledLower = fit$ci.lb, pooledUpper = fit$ci.ub,
       tau2 = fit$tau2, q = fit$QE, i2 = max(0, (fit$QE - (length(y) - 1)) / fit$QE), shrunken = b$pred, shrunkenSe = b$se)
}
shrinkRows <- list(
  shrink(c(0.81, 0.74, 0.9, 0.66, 0.79), c(0.03, 0.05, 0.02, 0.08, 0.04), 0.95), shrink(c(1.2, -0.4), c(0.3, 0.5), 0.9),
  shrink(c(0.5, 0.52, 0.49, 0.51), c(0.1, 0.2, 0.15, 0.05), 0.95), shrink(round(rnorm(12, 3, 2), 3), round(runif(12, 0.2, 2.5), 3), 0.99)
)

wilson <- function(x, n, level) suppressWarnings(as.numeric(prop.test(x, n, conf.level = level, correct = FALSE)$conf.int))
stratified <- function(x, n, w, level) {
  share <- w / sum(w); p <- sum(share * x / n)
  limits <- mapply(wilson, x, n, MoreArgs = list(level = level))
  list(events = x, trials = n, weights = w, level = level, value = p, lower = p - sqrt(sum((share * (x / n - limits[1, ]))^2)),
       upper = p + sqrt(sum((share * (limits[2, ] - x / n))^2)))
}
stratifiedRows <- list(
  stratified(c(3, 40, 9), c(10, 50, 12), c(0.5, 0.3, 0.2), 0.95), stratified(c(0, 0), c(30, 12), c(7000, 1000), 0.95),
  stratified(c(20, 12, 1, 5), c(20, 40, 3, 5), c(3, 1, 8, 2), 0.9)
)

flip <- function(totals, m0) {
  sizes <- rep(1, length(totals)); centred <- totals - sizes * m0
  all <- as.matrix(expand.grid(rep(list(c(-1, 1)), length(totals)))) %*% centred
  observed <- sum(centred); slack <- 1e-9
  greater <- mean(all >= observed - slack); less <- mean(all <= observed + slack)
  # By symmetry the patterns at least as far from 0, as coin and exactRankTests count them.
  list(values = totals, m0 = m0, greater = greater, less = less, twoSided = min(1, mean(abs(all) >= abs(observed) - slack)))
}
flipRows <- list(flip(c(0.3, -0.1, 0.4, 0.2, 0.2, 0.5, -0.3), 0), flip(c(1, 2, 3, -1, 0, 0, 4, 2, -2, 5), 0.5), flip(c(-0.5, -0.25, -1, -0.75, 0.125, -0.5, -2, -0.1), -0.2))

write_reference("resampling-clusters", c("clubSandwich", "metafor"), list(
  weighted = weightedRows, ratio = ratioRows, difference = differenceRows, nested = nestedRows, shrink = shrinkRows,
  stratified = stratifiedRows, signFlip = flipRows
))
