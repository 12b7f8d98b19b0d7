"""The workbook that knows last year: what it shows of last year counts where the society confirms it under 本年."""
