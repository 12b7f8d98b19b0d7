"""任务完成情况: what the society says of each work standard."""
