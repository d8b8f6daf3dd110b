namespace Ledger.Host.Reports;

/// <summary>Headers that say what a report is.</summary>
static class ReportHeaders
{
    public const string Sha256 = "Ledger-Sha256", Known = "Ledger-Known", Recorded = "Ledger-Recorded", Events = "Ledger-Events", Unconfined = "Ledger-Unconfined", WithoutPdf = "Ledger-Without-Pdf",
        NotStamped = "Ledger-Not-Stamped", AnswerForm = "Ledger-Answer-Form", AnswerDue = "Ledger-Answer-Due";
}
