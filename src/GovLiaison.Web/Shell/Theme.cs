using MudBlazor;

namespace GovLiaison.Web.Shell;

/// <summary>
/// MudBlazor's slots for our colours. The four levels, the steps of reach and the hatches are variables of css/liaison.css, not slots here:
/// nobody may write Color.Warning and mean 黄色预警.
/// </summary>
public static class Theme
{
    private static readonly string[] Family = ["Noto Sans CJK SC", "Source Han Sans SC", "Microsoft YaHei", "PingFang SC", "sans-serif"];

    public static MudTheme Liaison { get; } = new()
    {
        LayoutProperties = new() { DefaultBorderRadius = "4px", AppbarHeight = "48px", DrawerWidthLeft = "184px", DrawerMiniWidthLeft = "56px" },
        Typography = Type(),
        PaletteLight = Fill(new PaletteLight(), new(
            Bg: "#FFFFFF", Sunken: "#F3F5F8", Hover: "#EEF3F9", Line: "#DFE4EA", LineStrong: "#B4BFCC", Ink: "#17212D", Ink2: "#46546A", Ink3: "#58667C",
            Appbar: "#11294B", Primary: "#1A5296", PrimaryHover: "#123F76", OnPrimary: "#FFFFFF", Reach: "#0E6A5A", Help: "#AD1457", OnHelp: "#FFFFFF", Danger: "#B3261E", Caution: "#7D5200")),
        PaletteDark = Fill(new PaletteDark(), new(
            Bg: "#101822", Sunken: "#0B121A", Hover: "#18232F", Line: "#26323F", LineStrong: "#41505F", Ink: "#E7EDF4", Ink2: "#AEBBCA", Ink3: "#8A99AC",
            Appbar: "#0A1626", Primary: "#82B4F2", PrimaryHover: "#A6CAF7", OnPrimary: "#0B1A2D", Reach: "#4CC3AA", Help: "#FF7EB0", OnHelp: "#2A0716", Danger: "#FF9389", Caution: "#E8BD6B")),
    };

    private sealed record Tokens(
        string Bg, string Sunken, string Hover, string Line, string LineStrong, string Ink, string Ink2, string Ink3,
        string Appbar, string Primary, string PrimaryHover, string OnPrimary, string Reach, string Help, string OnHelp, string Danger, string Caution);

    private static T Fill<T>(T palette, Tokens t) where T : Palette
    {
        (palette.Background, palette.Surface, palette.BackgroundGray, palette.DrawerBackground) = (t.Bg, t.Bg, t.Sunken, t.Sunken);
        (palette.AppbarBackground, palette.AppbarText, palette.DrawerText, palette.DrawerIcon) = (t.Appbar, "#FFFFFF", t.Ink2, t.Ink2);
        (palette.Primary, palette.PrimaryContrastText, palette.PrimaryDarken) = (t.Primary, t.OnPrimary, t.PrimaryHover);
        (palette.Secondary, palette.SecondaryContrastText) = (t.Ink2, t.Bg);
        (palette.Tertiary, palette.TertiaryContrastText) = (t.Help, t.OnHelp);
        (palette.Success, palette.SuccessContrastText) = (t.Reach, t.OnPrimary);
        (palette.Warning, palette.WarningContrastText) = (t.Caution, t.Bg);
        (palette.Error, palette.ErrorContrastText) = (t.Danger, t.Bg);
        (palette.Info, palette.InfoContrastText) = (t.Primary, t.OnPrimary);
        (palette.Dark, palette.DarkContrastText) = (t.Ink, t.Bg);
        (palette.TextPrimary, palette.TextSecondary, palette.TextDisabled) = (t.Ink, t.Ink2, t.Ink3);
        (palette.LinesDefault, palette.Divider, palette.TableLines, palette.LinesInputs) = (t.Line, t.Line, t.Line, t.LineStrong);
        (palette.TableHover, palette.ActionDefault, palette.HoverOpacity, palette.RippleOpacity) = (t.Hover, t.Ink2, .04, 0);
        return palette;
    }

    private static Typography Type() => new()
    {
        Default = new DefaultTypography { FontFamily = Family, FontSize = "14px", FontWeight = "400", LineHeight = "1.5", LetterSpacing = "normal", TextTransform = "none" },
        H1 = new H1Typography { FontFamily = Family, FontSize = "20px", FontWeight = "700", LineHeight = "28px", LetterSpacing = "normal" },
        H2 = new H2Typography { FontFamily = Family, FontSize = "14px", FontWeight = "700", LineHeight = "30px", LetterSpacing = "normal" },
        H3 = new H3Typography { FontFamily = Family, FontSize = "14px", FontWeight = "400", LineHeight = "1.5", LetterSpacing = "normal" },
        H6 = new H6Typography { FontFamily = Family, FontSize = "16px", FontWeight = "700", LineHeight = "1.5", LetterSpacing = "normal" },
        Subtitle1 = new Subtitle1Typography { FontFamily = Family, FontSize = "16px", FontWeight = "400", LineHeight = "1.5", LetterSpacing = "normal" },
        Subtitle2 = new Subtitle2Typography { FontFamily = Family, FontSize = "14px", FontWeight = "700", LineHeight = "1.5", LetterSpacing = "normal" },
        Body1 = new Body1Typography { FontFamily = Family, FontSize = "14px", FontWeight = "400", LineHeight = "1.5", LetterSpacing = "normal" },
        Body2 = new Body2Typography { FontFamily = Family, FontSize = "13px", FontWeight = "400", LineHeight = "1.5", LetterSpacing = "normal" },
        Caption = new CaptionTypography { FontFamily = Family, FontSize = "12px", FontWeight = "400", LineHeight = "1.5", LetterSpacing = "normal" },
        Button = new ButtonTypography { FontFamily = Family, FontSize = "14px", FontWeight = "400", LineHeight = "1.5", LetterSpacing = "normal", TextTransform = "none" },
    };
}
