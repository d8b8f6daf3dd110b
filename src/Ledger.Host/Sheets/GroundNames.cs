using Ledger.Consents;
using Ledger.Destruction;
using Ledger.Host.Demo;
using Ledger.Host.Documents;
using Ledger.Persons;

namespace Ledger.Host.Sheets;

/// <summary>Grounds and reasons in words; in English they are their codes.</summary>
static class GroundNames
{
    public static Words Of(LegalBasis basis) => new(DocumentJson.Name(basis), basis switch
    {
        LegalBasis.Consent => "согласие",
        LegalBasis.Law => "закон",
        LegalBasis.Court => "участие в судопроизводстве",
        LegalBasis.Enforcement => "исполнение судебного акта",
        LegalBasis.PublicService => "государственная услуга",
        LegalBasis.Contract => "договор",
        LegalBasis.VitalInterest => "жизненно важные интересы",
        LegalBasis.LegitimateInterest => "права и законные интересы",
        LegalBasis.Journalism => "журналистика, наука, творчество",
        LegalBasis.Publication => "обязательное раскрытие",
        _ => DocumentJson.Name(basis),
    });

    public static Words Of(HoldGround ground) => new(DocumentJson.Name(ground), ground switch
    {
        HoldGround.Court => "суд",
        HoldGround.Investigation => "расследование",
        HoldGround.Claim => "притязание",
        HoldGround.Regulator => "проверка Роскомнадзора",
        _ => "закон",
    });

    public static Words Of(BlockReason reason) => new(DocumentJson.Name(reason), reason switch
    {
        BlockReason.UnlawfulProcessing => "неправомерная обработка",
        BlockReason.Inaccuracy => "неточность данных",
        BlockReason.DestructionImpossible => "уничтожить в срок невозможно",
        _ => "требование Роскомнадзора",
    });
}
