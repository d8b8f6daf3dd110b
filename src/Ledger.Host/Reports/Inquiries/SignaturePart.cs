using Ledger.Policies;
using Ledger.Reports;

namespace Ledger.Host.Reports.Inquiries;

/// <summary>Who signs the answer, and by what authority.</summary>
static class SignaturePart
{
    public static readonly LocalText Title = new("Подпись", "Signature");

    static readonly LocalText Signer = new("Подписал (должность, ФИО)", "Signed by (position, name)"), Authority = new("Документ о полномочиях", "Authority (document)"), On = new("Дата подписания", "Date"),
        Sealed = new("Электронный документ подписывается усиленной квалифицированной подписью лица, указанного выше; подпись прилагается отдельным файлом.", "As an electronic document it is signed by a qualified electronic signature of the person named above, in a file of its own.");

    public static IEnumerable<ReportBlock> Of(AnswerCase on)
    {
        yield return new ReportSignatures([on.In(Signer), on.In(Authority), on.In(On)]);
        yield return on.Text(Sealed);
    }
}
