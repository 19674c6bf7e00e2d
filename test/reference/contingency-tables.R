# Tables against R: mcnemar.test, chisq.test, mantelhaen.test, fisher.test (its p-values), coin (mh_test: Stuart-Maxwell).
# Where no package has the method (Newcombe's method 8, Bonett-Price, Bowker and Stuart-Maxwell of degenerate tables) the
# definition is written out; Stuart-Maxwell by the Moore-Penrose inverse of the whole covariance.

source("write-reference.R")
suppressPackageStartupMessages({ library(coin); library(epiR) })

wilson <- function(k, n, level) as.numeric(suppressWarnings(prop.test(k, n, conf.level = level, correct = FALSE)$conf.int))
newcombe8 <- function(a, b, c, d, level) {
  n <- a + b + c + d; p1 <- (a + b) / n; p2 <- (a + c) / n
  w1 <- wilson(a + b, n, level); w2 <- wilson(a + c, n, level)
  margins <- prod(c(a + b, c + d, a + c, b + d))
  phi <- if (margins == 0) 0 else (a * d - b * c) / sqrt(margins)
  below <- sqrt((p1 - w1[1])^2 - 2 * phi * (p1 - w1[1]) * (w2[2] - p2) + (w2[2] - p2)^2)
  above <- sqrt((w1[2] - p1)^2 - 2 * phi * (w1[2] - p1) * (p2 - w2[1]) + (p2 - w2[1])^2)
  c(max(-1, p1 - p2 - below), min(1, p1 - p2 + above))
}
bonettPrice <- function(b, c, n, level) {
  u <- (b + 1) / (n + 2); v <- (c + 1) / (n + 2)
  limits <- u - v + c(-1, 1) * qnorm(1 - (1 - level) / 2) * sqrt((u + v - (u - v)^2) / (n + 2))
  c(max(-1, limits[1]), min(1, limits[2]))
}
paired <- lapply(list(
  c(1, 1, 7, 12, 0.95), c(40, 5, 9, 6, 0.95), c(300, 12, 12, 76, 0.9), c(0, 3, 0, 4, 0.95), c(9000, 410, 377, 213, 0.99), c(20, 1, 0, 3, 0.8),
  c(0, 5, 0, 0, 0.95), c(3, 4, 5, 0, 0.95)
), function(r) {
  a <- r[1]; b <- r[2]; c <- r[3]; d <- r[4]
  table <- matrix(c(a, c, b, d), 2)
  test <- function(correct) { t <- mcnemar.test(table, correct = correct); I(as.numeric(c(t$statistic, t$p.value))) }
  list(
    bothRight = a, onlyNew = b, onlyOld = c, bothWrong = d, level = r[5], plain = test(FALSE), corrected = test(TRUE),
    newcombe8 = newcombe8(a, b, c, d, r[5]), bonettPrice = bonettPrice(b, c, a + b + c + d, r[5])
  )
})

pseudo_inverse <- function(m) {
  e <- eigen(m, symmetric = TRUE); keep <- e$values > 1e-9 * max(e$values)
  list(rank = sum(keep), inverse = e$vectors[, keep, drop = FALSE] %*% diag(1 / e$values[keep], sum(keep)) %*% t(e$vectors[, keep, drop = FALSE]))
}
by_row <- function(k, ...) matrix(c(...), k, byrow = TRUE)
square <- lapply(list(
  by_row(2, 10, 4, 9, 20), by_row(3, 20, 10, 5, 3, 30, 15, 0, 5, 40), by_row(4, 1520, 266, 124, 66, 234, 1512, 432, 78, 117, 362, 1772, 205, 36, 82, 179, 492),
  by_row(4, 10, 2, 0, 3, 5, 9, 0, 1, 0, 0, 0, 0, 4, 7, 0, 8), by_row(4, 5, 1, 0, 0, 6, 2, 0, 0, 0, 0, 7, 3, 0, 0, 9, 4), by_row(3, 5, 0, 0, 0, 6, 2, 0, 1, 8),
  by_row(5, 8, 3, 0, 1, 0, 2, 6, 0, 0, 0, 0, 0, 11, 0, 0, 4, 0, 0, 3, 2, 0, 0, 0, 1, 9)
), function(table) {
  k <- nrow(table); pairs <- table + t(table); upper <- upper.tri(table)
  kept <- upper & pairs > 0
  bowker <- sum((table - t(table))[kept]^2 / pairs[kept])
  full <- all(pairs[upper] > 0)
  if (full) {
    # Every pair has a case: the packages apply.
    stopifnot(all.equal(bowker, unname(mcnemar.test(table, correct = FALSE)$statistic)))
    bowker <- unname(mcnemar.test(table, correct = FALSE)$statistic)
  }
  d <- rowSums(table) - colSums(table)
  s <- -pairs; diag(s) <- rowSums(table) + colSums(table) - 2 * diag(table)
  inverse <- pseudo_inverse(s)
  homogeneity <- as.numeric(d %*% inverse$inverse %*% d)
  if (full) {
    packaged <- mh_test(as.table(table), distribution = "asymptotic")
    stopifnot(all.equal(homogeneity, unname(statistic(packaged))))
    homogeneity <- as.numeric(statistic(packaged))
  }
  list(
    table = lapply(seq_len(k), function(i) I(table[i, ])),
    bowker = c(bowker, sum(kept), pchisq(bowker, sum(kept), lower.tail = FALSE)),
    stuartMaxwell = c(homogeneity, inverse$rank, pchisq(homogeneity, inverse$rank, lower.tail = FALSE))
  )
})

pearson <- lapply(list(
  by_row(2, 10, 4, 9, 20), by_row(2, 762, 327, 468, 484, 239, 477), by_row(3, 12, 3, 4, 9, 2, 0, 1, 7, 1, 5, 5, 5), by_row(3, 1, 0, 0, 0, 1, 0, 0, 0, 1),
  by_row(2, 5e5, 4.99e5, 1e3, 2e3)
), function(table) {
  test <- suppressWarnings(chisq.test(table, correct = FALSE))
  list(
    table = lapply(seq_len(nrow(table)), function(i) I(table[i, ])), statistic = unname(test$statistic), df = unname(test$parameter),
    p = test$p.value, leastExpected = min(test$expected), cramersV = sqrt(unname(test$statistic) / sum(table) / (min(dim(table)) - 1))
  )
})

# Strata as rows: new events, new cases, old events, old cases.
strata <- lapply(list(
  list(c(3, 20, 8, 25), c(10, 30, 9, 18), c(1, 12, 4, 11)),
  list(c(12, 38, 2, 9), c(40, 90, 37, 88)),
  list(c(5, 10, 1, 10), c(0, 4, 0, 6), c(9, 9, 5, 8), c(2, 7, 2, 7)),
  lapply(1:12, function(k) c((7 * k) %% 11, 11 + k, (5 * k) %% 9, 9 + 2 * k)),
  list(c(120, 40000, 90, 38000), c(300, 51000, 260, 52000), c(40, 9000, 70, 8000))
), function(rows) {
  table <- array(unlist(lapply(rows, function(r) c(r[1], r[3], r[2] - r[1], r[4] - r[3]))), c(2, 2, length(rows)))
  test <- function(correct) mantelhaen.test(table, correct = correct)
  plain <- test(FALSE); corrected <- test(TRUE)
  list(
    strata = lapply(rows, I), plain = as.numeric(c(plain$statistic, plain$p.value)),
    corrected = as.numeric(c(corrected$statistic, corrected$p.value)), oddsRatio = as.numeric(c(plain$estimate, plain$conf.int))
  )
})

fisher <- lapply(list(
  c(3, 4, 1, 4), c(0, 10, 5, 10), c(1, 9, 11, 14), c(10, 10, 0, 10), c(0, 5, 0, 7), c(20, 100, 20, 100), c(7, 12, 2, 30), c(150, 5000, 210, 5000),
  c(25000, 50000, 24600, 50000), c(1, 1, 0, 1), c(300, 1000, 100, 1000)
), function(r) {
  table <- matrix(c(r[1], r[3], r[2] - r[1], r[4] - r[3]), 2)
  p <- function(side) fisher.test(table, alternative = side, conf.int = FALSE)$p.value
  # One-sided through phyper, as fisher.test does; named here because the direction is easily exchanged.
  list(newEvents = r[1], newCases = r[2], oldEvents = r[3], oldCases = r[4], twoSided = p("two.sided"), less = p("less"), greater = p("greater"))
})

# Mee's limits: the score without N / (N - 1), so they are where Farrington and Manning's score is -+z. epiR gives per cent.
mee <- lapply(list(c(56, 70, 48, 80, 0.95), c(9, 10, 3, 10, 0.95), c(30, 100, 45, 110, 0.9), c(5, 56, 2, 29, 0.99)), function(r) {
  found <- epi.2by2(matrix(c(r[1], r[2] - r[1], r[3], r[4] - r[3]), 2, byrow = TRUE), method = "cohort.count", conf.level = r[5])
  limits <- unlist(found$massoc.detail$ARisk.strata.score[c("lower", "upper")]) / 100
  list(newEvents = r[1], newCases = r[2], oldEvents = r[3], oldCases = r[4], level = r[5], limits = as.numeric(limits))
})

write_reference("contingency-tables", c("coin", "epiR"), list(
  paired = paired, square = square, pearson = pearson, strata = strata, fisher = fisher, mee = mee
))
