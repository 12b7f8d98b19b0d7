"""Loading: receive files, understand them, judge the societies, publish a build."""
