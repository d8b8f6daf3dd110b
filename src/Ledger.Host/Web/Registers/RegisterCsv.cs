using System.Globalization;
using System.Text;
using Ledger.Host.Server;
using Ledger.Reports;
using MediatR;

namespace Ledger.Host.Web.Registers;

/// <summary>A register as a table for a spreadsheet: all rows that the filters let through, in the order on the page, page after page as fast as the browser takes them.</summary>
static class RegisterCsv
{
    const int PageRows = 1000;

    /// <summary>GET /console/registers/{name}/csv</summary>
    public static async Task<IResult> Answer(HttpContext context, string name, RegisterViews views, IMediator mediator)
    {
        if (RegisterCatalogue.Find(name) is not { } register) return Results.NotFound();
        var view = await views.For(context);
        if (view.Refusal is { } refused) return Problems.Of(refused);
        var outcome = await register.Read(mediator, new(context, register), view.Value, PageRows, context.RequestAborted);
        return outcome.Refusal is { } refusal ? Problems.Of(refusal) : new Table(register, view.Value, outcome.Value);
    }

    sealed class Table(Register register, RegisterView view, RegisterSlice first) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            var (response, cancel) = (httpContext.Response, httpContext.RequestAborted);
            response.ContentType = "text/csv; charset=utf-8; header=present";
            response.Headers.ContentDisposition = string.Create(CultureInfo.InvariantCulture, $"attachment; filename=\"ledger-{register.Name}-{view.Words.LocalDay(view.Now):yyyy-MM-dd}.csv\"");
            try
            {
                Encoding.UTF8.GetBytes(CsvText.Mark, response.BodyWriter);
                Write(response, register.Columns.Select(column => view.Say(column.Title)));
                for (var slice = first; ; slice = await slice.More(cancel))
                {
                    foreach (var row in slice.Rows) Write(response, row.Select(Text));
                    await response.BodyWriter.FlushAsync(cancel);
                    if (slice.More is null) return;
                }
            }
            catch
            {
                httpContext.Abort();   // nobody takes a part for the whole
                throw;
            }
        }

        void Write(HttpResponse response, IEnumerable<string> cells) => Encoding.UTF8.GetBytes(CsvText.Line(cells, view.Words.Separator), response.BodyWriter);

        /// <summary>Numbers without the spaces that make a spreadsheet take them for text; a person's id, and the whole token behind it; what stands below a cell behind it.</summary>
        static string Text(RegisterCell cell) =>
            CsvText.Guarded((cell.Whole ?? (cell.Note is { Length: > 0 } note ? $"{cell.Text} ({note})" : cell.Text)).Replace('\u00A0', ' '));
    }
}
