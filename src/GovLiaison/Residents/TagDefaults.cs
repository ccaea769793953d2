namespace GovLiaison.Residents;

/// <summary>The tags that every installation starts with; more are added as data.</summary>
public static class TagDefaults
{
    public static readonly Tag[] All =
    [
        Make(1, "apple", "苹果", "Apple grower", "crop"),
        Make(2, "kiwi", "猕猴桃", "Kiwi grower", "crop"),
        Make(3, "pepper", "花椒", "Sichuan pepper grower", "crop"),
        Make(4, "greenhouse", "大棚", "Greenhouse", "crop"),
        Make(5, "livestock", "养殖", "Livestock", "crop"),
        Make(6, "landslide", "滑坡点", "Landslide point", "hazard", call: true),
        Make(7, "riverbank", "临河", "River bank", "hazard", call: true),
        Make(8, "living-alone", "独居老人", "Living alone", "care", call: true, sensitive: true),
        Make(9, "mobility", "行动不便", "Impaired mobility", "care", call: true, sensitive: true),
    ];

    private static Tag Make(int number, string code, string zh, string en, string kind, bool call = false, bool sensitive = false) => new()
    {
        Id = new Guid($"7a600000-0000-7000-8000-{number:x12}"),
        Code = code,
        NameZh = zh,
        NameEn = en,
        Kind = kind,
        CallWhenSilent = call,
        IsSensitive = sensitive,
    };
}
