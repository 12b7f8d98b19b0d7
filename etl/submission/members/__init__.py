"""会员情况: year-end figures, wherever a file states them."""
