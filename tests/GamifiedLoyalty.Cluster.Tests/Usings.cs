global using System.Globalization;
global using System.Text.Json.Nodes;
global using Shouldly;
global using Xunit;
global using static System.FormattableString;
