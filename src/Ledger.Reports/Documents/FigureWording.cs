using System.Globalization;

namespace Ledger.Reports;

/// <summary>How drawings read: periods along an axis, and what each drawing says to those who cannot see it.</summary>
public static class FigureWording
{
    static readonly string[] RussianMonths = ["янв.", "февр.", "март", "апр.", "май", "июнь", "июль", "авг.", "сент.", "окт.", "нояб.", "дек."];
    static readonly string[] EnglishMonths = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

    extension(ReportWording words)
    {
        /// <summary>What stands where there is nothing to draw.</summary>
        public string NothingToDraw => words.IsRussian ? "За этот период ничего нет" : "There is nothing in this period";

        /// <summary>The name of a column: 05.02 or 5 Feb for a day and a week, февр. 2026 or Feb 2026 for a month.</summary>
        public string Period(DateOnly from, FigureUnit unit) => unit switch
        {
            FigureUnit.Year => from.Year.ToString(CultureInfo.InvariantCulture),
            FigureUnit.Month => string.Create(CultureInfo.InvariantCulture, $"{(words.IsRussian ? RussianMonths : EnglishMonths)[from.Month - 1]} {from.Year}"),
            _ => words.IsRussian
                ? from.ToString("dd.MM", CultureInfo.InvariantCulture)
                : string.Create(CultureInfo.InvariantCulture, $"{from.Day} {EnglishMonths[from.Month - 1]}"),
        };

        /// <summary>What a column stands for, as a caption says it.</summary>
        public string Each(FigureUnit unit) => (unit, words.IsRussian) switch
        {
            (FigureUnit.Day, true) => "по дням",
            (FigureUnit.Week, true) => "по неделям (подписан первый день)",
            (FigureUnit.Month, true) => "по месяцам",
            (_, true) => "по годам",
            (FigureUnit.Day, _) => "by day",
            (FigureUnit.Week, _) => "by week (named by its first day)",
            (FigureUnit.Month, _) => "by month",
            _ => "by year",
        };

        /// <summary>Tenths of a percent: 12,5 % in Russian, 12.5% in English.</summary>
        public string Percent(int tenths) => words.IsRussian
            ? string.Create(CultureInfo.InvariantCulture, $"{tenths / 10},{tenths % 10}\u00A0%")
            : string.Create(CultureInfo.InvariantCulture, $"{tenths / 10}.{tenths % 10}%");

        /// <summary>The columns in words: how much of each part, and when there was most.</summary>
        public string Told(ColumnsFigure figure)
        {
            ArgumentNullException.ThrowIfNull(figure);
            var sums = figure.Parts.Select((part, at) => $"{part} — {words.Number(figure.Span.Columns.Sum(column => column.Values[at]))}");
            var most = figure.Span.Columns.MaxBy(column => column.Sum);
            if (most is null or { Sum: 0 }) return words.NothingToDraw;
            var top = $"{words.Day(most.From)} ({words.Number(most.Sum)})";
            return words.IsRussian ? $"Всего: {string.Join("; ", sums)}. Больше всего с {top}." : $"In all: {string.Join("; ", sums)}. Most from {top}.";
        }

        /// <summary>The bars in words.</summary>
        public string Told(BarsFigure figure)
        {
            ArgumentNullException.ThrowIfNull(figure);
            return figure.Rows.Count == 0 ? words.NothingToDraw : string.Join("; ", figure.Rows.Select(row => figure.Parts.Count == 1
                ? $"{row.Label} — {words.Number(row.Sum)}"
                : $"{row.Label} — {words.Number(row.Sum)} ({string.Join(", ", figure.Parts.Select((part, at) => $"{part}: {words.Number(row.Values[at])}"))})"));
        }

        /// <summary>The shares in words.</summary>
        public string Told(SharesFigure figure)
        {
            ArgumentNullException.ThrowIfNull(figure);
            var tenths = SharesFigure.Tenths([.. figure.Parts.Select(part => part.Sum)]);
            return figure.Parts.Count == 0 ? words.NothingToDraw : string.Join("; ", figure.Parts.Select((part, at) => $"{part.Label} — {words.Number(part.Sum)} ({words.Percent(tenths[at])})"));
        }
    }
}
