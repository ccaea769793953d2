namespace GovLiaison.Templates;

/// <summary>
/// The hazards and levels that the national warning measures name (cap.md §6) as far as village work meets them, and one
/// wording for each that has been thought through; more are added as data.
/// </summary>
public static class TemplateDefaults
{
    public static readonly AlertLevel[] Levels =
    [
        new() { Code = "blue", NameZh = "蓝色", NameEn = "Blue", Rank = 1 },
        new() { Code = "yellow", NameZh = "黄色", NameEn = "Yellow", Rank = 2 },
        new() { Code = "orange", NameZh = "橙色", NameEn = "Orange", Rank = 3 },
        new() { Code = "red", NameZh = "红色", NameEn = "Red", Rank = 4 },
    ];

    public static readonly Hazard[] Hazards =
    [
        new() { Code = "frost", NameZh = "霜冻", NameEn = "Frost" },
        new() { Code = "rainstorm", NameZh = "暴雨", NameEn = "Rainstorm" },
        new() { Code = "flash-flood", NameZh = "山洪", NameEn = "Flash flood" },
        new() { Code = "gale", NameZh = "大风", NameEn = "Gale" },
        new() { Code = "hail", NameZh = "冰雹", NameEn = "Hail" },
        new() { Code = "road-ice", NameZh = "道路结冰", NameEn = "Road ice" },
        new() { Code = "snowstorm", NameZh = "暴雪", NameEn = "Snowstorm" },
        new() { Code = "geological", NameZh = "地质灾害", NameEn = "Geological hazard" },
    ];

    public static readonly HazardLevel[] HazardLevels =
    [
        .. Of("frost", "blue", "yellow", "orange"),
        .. Of("rainstorm", "blue", "yellow", "orange", "red"),
        .. Of("flash-flood", "blue", "yellow", "orange", "red"),
        .. Of("gale", "blue", "yellow", "orange", "red"),
        .. Of("hail", "orange", "red"),
        .. Of("road-ice", "yellow", "orange", "red"),
        .. Of("snowstorm", "blue", "yellow", "orange", "red"),
        .. Of("geological", "blue", "yellow", "orange", "red"),
    ];

    public static readonly AlertTemplate[] Templates =
    [
        new()
        {
            Id = new Guid("7a600000-0001-7000-8000-000000000001"),
            HazardCode = "frost", LevelCode = "orange", Language = "zh-CN",
            Headline = "霜冻橙色预警",
            Fact = "今夜最低零下5度，苹果花会冻坏",
            Actions = "晚10点前备好烟堆\n凌晨2点熏烟或喷水\n屋里烧炭要开窗",
            Sms = "【政村联络】霜冻橙色预警：今夜最低零下5度，苹果花会冻坏。晚10点前备好烟堆，凌晨2点熏烟或喷水。收到请点{link}",
            Spoken = "乡亲们，霜冻橙色预警。今天夜里最低零下五度，苹果花会冻坏。晚上十点前备好烟堆，凌晨两点熏烟或者喷水。听到请按一，需要帮助请按二。",
        },
        new()
        {
            Id = new Guid("7a600000-0001-7000-8000-000000000002"),
            HazardCode = "rainstorm", LevelCode = "red", Language = "zh-CN",
            Headline = "暴雨红色预警",
            Fact = "3小时内雨量将超过100毫米",
            Actions = "马上离开河边和坡下\n听村干部指挥转移\n不要过水淹的路",
            Sms = "【政村联络】暴雨红色预警：3小时内雨量将超100毫米，马上离开河边和坡下，听村干部指挥转移。收到请点{link}",
            Spoken = "乡亲们，暴雨红色预警。三小时内雨量将超过一百毫米。马上离开河边和坡下，听村干部指挥转移。听到请按一，需要帮助请按二。",
        },
    ];

    private static IEnumerable<HazardLevel> Of(string hazard, params string[] levels) =>
        levels.Select((level, index) => new HazardLevel { HazardCode = hazard, LevelCode = level, Rank = index + 1 });
}
